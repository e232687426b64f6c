using Akka.Actor.Setup;
using Microsoft.Extensions.Logging;

namespace IntegrationActors.Runtime.Hosting;

/// <summary>How <see cref="AkkaLog"/>, which Akka.NET creates by name, finds the log of the host.</summary>
internal sealed class AkkaLogSetup(ILoggerFactory loggers) : Setup
{
    public ILoggerFactory Loggers { get; } = loggers;
}

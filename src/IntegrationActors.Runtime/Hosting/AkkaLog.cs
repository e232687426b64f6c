using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;
using Microsoft.Extensions.Logging;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace IntegrationActors.Runtime.Hosting;

/// <summary>Hands lines of Akka.NET to the log of the host, which filters them by category.</summary>
internal sealed class AkkaLog : ReceiveActor, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    private const string Category = "Akka";

    public AkkaLog()
    {
        var log = Context.System.Settings.Setup.Get<AkkaLogSetup>().Value.Loggers.CreateLogger(Category);
        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
        Receive<LogEvent>(line => log.Log(LevelOf(line.LogLevel()), line.Cause, "{Source}: {Text}", line.LogSource, line.Message));
    }

    private static LogLevel LevelOf(Akka.Event.LogLevel level) => level switch
    {
        Akka.Event.LogLevel.DebugLevel => LogLevel.Debug,
        Akka.Event.LogLevel.InfoLevel => LogLevel.Information,
        Akka.Event.LogLevel.WarningLevel => LogLevel.Warning,
        _ => LogLevel.Error,
    };
}

using System.Runtime.ExceptionServices;
using Akka.Configuration;

namespace IntegrationActors.Runtime.Configuration;

/// <summary>Akka.NET's parser on a thread of its own: should it ever not end on a text that <see cref="HoconSyntax"/> took, the node says so and ends.</summary>
internal static class BoundedParser
{
    private const int Stack = 16 * 1024 * 1024;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Parses and resolves references.</summary>
    /// <exception cref="TimeoutException">The parser doesn't end.</exception>
    public static Config Parse(string text)
    {
        Config? tree = null;
        ExceptionDispatchInfo? failure = null;
        var parser = new Thread(Run, Stack) { IsBackground = true, Name = "configuration" };
        parser.Start();
        if (!parser.Join(Limit))
        {
            throw new TimeoutException($"the parser of HOCON does not end within {Limit.TotalSeconds:0} s; look for brackets and quotes");
        }

        failure?.Throw();
        return tree!;

        void Run()
        {
            try
            {
                tree = ConfigurationFactory.ParseString(text);
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
        }
    }
}

using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;
using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Adapters.Kafka;

/// <summary>Checks names of brokers, topics and groups, before anything is sent.</summary>
internal static partial class KafkaNames
{
    public const string BadBroker = "IA1380";
    public const string BadTopic = "IA1381";

    private const int LongestTopic = 249;
    private const int DefaultPort = 9092;

    private static readonly SearchValues<char> OfTopics = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>The list of brokers as the library wants it.</summary>
    /// <exception cref="DiagnosticException">IA1380: one is no broker.</exception>
    public static string Brokers(IReadOnlyList<string> brokers) => string.Join(',', brokers.Select(Broker));

    /// <summary>What is wrong with the name of a topic; null when it is good.</summary>
    public static string? ProblemOfTopic(string topic) => topic.Length is 0 or > LongestTopic ? "a name of a topic has 1 to 249 characters"
        : topic is "." or ".." ? "no topic is called '.' or '..'"
        : topic.AsSpan().ContainsAnyExcept(OfTopics) ? "a name of a topic has letters, digits, '.', '_' and '-'"
        : null;

    /// <summary>An entry of a list of topics as the library wants it: a name, or an expression that begins with <c>^</c>.</summary>
    public static string Subscription(string entry) => entry.StartsWith('^') || !entry.Contains('*', StringComparison.Ordinal)
        ? entry
        : $"^{entry.Replace(".", "\\.", StringComparison.Ordinal).Replace("*", ".*", StringComparison.Ordinal)}$";

    /// <summary>Whether an entry of a list of topics stands for one topic.</summary>
    public static bool IsOneTopic(string entry) => !entry.StartsWith('^') && !entry.Contains('*', StringComparison.Ordinal);

    /// <summary>What is wrong with an entry of a list of topics; null when it is good.</summary>
    public static string? ProblemOfSubscription(string entry)
    {
        if (!entry.StartsWith('^'))
        {
            return entry.Trim('*').Length == 0 && entry.Length > 0 ? null : ProblemOfTopic(entry.Replace("*", "x", StringComparison.Ordinal));
        }

        try
        {
            _ = new Regex(entry, RegexOptions.NonBacktracking);
            return null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return $"'{entry}' is no regular expression: {e.Message}";
        }
    }

    /// <summary>Host and port of a broker of the list that <see cref="Brokers"/> makes.</summary>
    public static (string Host, int Port) Parts(string broker)
    {
        var colon = broker.LastIndexOf(':');
        return (broker[..colon].Trim('[', ']'), int.Parse(broker.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture));
    }

    private static string Broker(string entry)
    {
        var match = BrokerForm().Match(entry);
        var port = DefaultPort;
        return match.Success && (!match.Groups["port"].Success || (int.TryParse(match.Groups["port"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and < 65536))
            ? string.Create(CultureInfo.InvariantCulture, $"{match.Groups["host"].Value}:{port}")
            : throw new DiagnosticException(Diagnostic.Error(BadBroker, SourceSpan.None, $"'{entry}' is no broker; write a name or an address, and a port behind a colon if it is not 9092"));
    }

    [GeneratedRegex(@"^(?<host>[A-Za-z0-9][A-Za-z0-9._-]*|\[[0-9A-Fa-f:.]+\])(:(?<port>[0-9]{1,5}))?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BrokerForm();
}

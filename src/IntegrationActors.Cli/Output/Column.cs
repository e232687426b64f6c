using System.Text.Json.Nodes;
using IntegrationActors.Cli.Api;

namespace IntegrationActors.Cli.Output;

/// <summary>A column of a table of answers.</summary>
/// <param name="Title">Heading, in capitals.</param>
/// <param name="Text">What stands in it for an item.</param>
/// <param name="Wide">Only shown by <c>-o wide</c>.</param>
internal sealed record Column(string Title, Func<JsonNode, string> Text, bool Wide = false)
{
    /// <summary>A column of one member, as it is.</summary>
    public static Column Of(string title, string member, bool wide = false) => new(title, item => item.Text(member) ?? "", wide);

    public static Column OfTime(string title, string member, bool wide = false) => new(title, item => Moments.Show(item.Time(member)), wide);

    /// <summary>A column of a list of words.</summary>
    public static Column OfList(string title, string member, bool wide = false) => new(title, item => string.Join(", ", item.Items(member)), wide);
}

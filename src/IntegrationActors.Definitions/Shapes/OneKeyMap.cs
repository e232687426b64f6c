using IntegrationActors.Definitions.Binding;
using IntegrationActors.Definitions.Yaml;

namespace IntegrationActors.Definitions.Shapes;

/// <summary>Steps and channels are maps of one key. The usual slip is a wrong indentation, which puts their options beside them.</summary>
internal static class OneKeyMap
{
    /// <summary>The entry to bind; null when there is none that makes sense alone.</summary>
    public static YamlEntry? Take(YamlMap map, string what, Func<string, bool> isKnown, BindingContext context)
    {
        if (map.Entries is [])
        {
            context.Findings.Error(FindingCodes.Missing, map.Span, $"{what} is missing here; an empty map names none");
            return null;
        }

        var first = map.Entries[0];
        if (map.Entries is [_, var second, ..])
        {
            var advice = isKnown(second.Key.Text) ? $"begin another one with '- ' before '{second.Key.Text}'" : $"indent '{Wording.Short(second.Key.Text)}' further than '{Wording.Short(first.Key.Text)}'";
            context.Findings.Error(FindingCodes.Shape, second.Key.Span, $"{what} is one key with its options below it; {advice}");
            return null;
        }

        return first;
    }
}

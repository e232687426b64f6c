using IntegrationActors.Core.Options;

namespace IntegrationActors.Steps.Mapping;

/// <summary>A map of a target, taken apart: keys that steer, and fields.</summary>
internal sealed class MapKeys
{
    public static IReadOnlyList<string> All { get; } = ["$each", "$as", "$when", "$value", "$constant"];

    public OptionEntry? Each { get; private init; }

    public OptionEntry? As { get; private init; }

    public OptionEntry? When { get; private init; }

    public OptionEntry? Value { get; private init; }

    public OptionEntry? Constant { get; private init; }

    public IReadOnlyList<OptionEntry> Fields { get; private init; } = [];

    public IReadOnlyList<OptionText> Unknown { get; private init; } = [];

    public static MapKeys Of(OptionMap map) => new()
    {
        Each = Find(map, "$each"),
        As = Find(map, "$as"),
        When = Find(map, "$when"),
        Value = Find(map, "$value"),
        Constant = Find(map, "$constant"),
        Fields = [.. map.Entries.Where(entry => !IsControl(entry.Key.Text))],
        Unknown = [.. map.Entries.Select(entry => entry.Key).Where(key => IsControl(key.Text) && !All.Contains(key.Text, StringComparer.Ordinal))],
    };

    /// <summary>Whether a key steers, and is no field; <c>$$x</c> is a field.</summary>
    public static bool IsControl(string key) => key.StartsWith('$') && !key.StartsWith("$$", StringComparison.Ordinal);

    /// <summary>The name of a field.</summary>
    public static string NameOf(string key) => key.StartsWith("$$", StringComparison.Ordinal) ? key[1..] : key;

    private static OptionEntry? Find(OptionMap map, string key) => map.Entries.FirstOrDefault(entry => string.Equals(entry.Key.Text, key, StringComparison.Ordinal));
}

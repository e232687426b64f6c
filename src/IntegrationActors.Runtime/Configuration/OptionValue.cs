using System.Globalization;
using Akka.Configuration.Hocon;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Runtime.Configuration;

/// <summary>The kinds of values that options have, as a user writes them.</summary>
internal static class OptionValue
{
    private delegate bool Reader(string text, out object? value);

    private static readonly Dictionary<Type, (string Description, Reader Read)> Kinds = new()
    {
        [typeof(string)] = ("a text", ReadText),
        [typeof(bool)] = ("on or off", ReadBoolean),
        [typeof(int)] = ("a whole number", ReadInteger),
        [typeof(TimeSpan)] = ("a duration such as 500ms, 30s, 5m or 2d", ReadDuration),
        [typeof(ByteSize)] = ("a size such as 64KB or 10MB", ReadSize),
    };

    public static bool IsRecord(Type type) => type.IsClass && string.Equals(type.Namespace, typeof(OptionValue).Namespace, StringComparison.Ordinal);

    public static string Describe(Type type) => type switch
    {
        _ when type == typeof(IReadOnlyList<string>) => "a list such as [a, b]",
        _ when type == typeof(IReadOnlyDictionary<string, string>) => "a block of texts such as { \"a.b\" = c } (a name with dots stands in quotation marks)",
        _ => Kinds[type].Description,
    };

    public static bool TryRead(Type type, HoconValue value, out object? result)
    {
        result = null;
        if (type == typeof(IReadOnlyList<string>))
        {
            // HoconValue.IsArray says no to an empty list.
            var isList = value.Values.Any(v => v.IsArray());
            result = isList ? value.GetStringList().ToArray() : null;
            return isList;
        }

        if (type == typeof(IReadOnlyDictionary<string, string>))
        {
            var items = value.IsObject() ? value.GetObject().Items : null;
            var isMap = items?.Values.All(v => v.IsString()) == true;
            result = isMap ? items!.ToDictionary(i => i.Key, i => i.Value.GetString(), StringComparer.Ordinal) : null;
            return isMap;
        }

        return value.IsString() && Kinds[type].Read(value.GetString(), out result);
    }

    private static bool ReadText(string text, out object? value)
    {
        value = text;
        return true;
    }

    private static bool ReadBoolean(string text, out object? value)
    {
        value = text is "on" or "true" or "yes";
        return text is "on" or "true" or "yes" or "off" or "false" or "no";
    }

    private static bool ReadInteger(string text, out object? value)
    {
        var ok = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        value = number;
        return ok;
    }

    private static bool ReadDuration(string text, out object? value)
    {
        var ok = Duration.TryParse(text, out var duration);
        value = duration;
        return ok;
    }

    private static bool ReadSize(string text, out object? value)
    {
        var ok = ByteSize.TryParse(text, out var size);
        value = size;
        return ok;
    }
}

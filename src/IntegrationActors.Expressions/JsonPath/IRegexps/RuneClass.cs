using System.Globalization;

namespace IntegrationActors.Expressions.JsonPath.IRegexps;

/// <summary>Which characters (Unicode scalar values) one place of a pattern matches: ranges and general categories, or all others.</summary>
internal sealed class RuneClass
{
    private readonly List<(int Low, int High)> _ranges = [];
    private uint _categories;

    /// <summary>'.': everything but line feed and carriage return.</summary>
    public static RuneClass Any { get; } = CreateAny();

    public bool IsNegated { get; init; }

    public static RuneClass Of(int rune)
    {
        var single = new RuneClass();
        single.Add(rune, rune);
        return single;
    }

    public void Add(int low, int high) => _ranges.Add((low, high));

    /// <summary>Adds the categories of a bit mask, one bit for each <see cref="UnicodeCategory"/>.</summary>
    public void AddCategories(uint mask) => _categories |= mask;

    public bool Contains(int rune) => IsListed(rune) != IsNegated;

    private bool IsListed(int rune)
    {
        foreach (var (low, high) in _ranges)
        {
            if (rune >= low && rune <= high)
            {
                return true;
            }
        }

        return _categories != 0 && ((_categories >> (int)CharUnicodeInfo.GetUnicodeCategory(rune)) & 1) != 0;
    }

    private static RuneClass CreateAny()
    {
        var any = new RuneClass { IsNegated = true };
        any.Add('\n', '\n');
        any.Add('\r', '\r');
        return any;
    }
}

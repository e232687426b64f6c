using System.Globalization;

namespace IntegrationActors.Expressions.JsonPath.IRegexps;

/// <summary>The general categories of Unicode by the names that I-Regexp knows (<c>L</c>, <c>Lu</c>, …).</summary>
internal static class UnicodeCategories
{
    private static readonly Dictionary<string, UnicodeCategory> Names = new(StringComparer.Ordinal)
    {
        ["Ll"] = UnicodeCategory.LowercaseLetter, ["Lm"] = UnicodeCategory.ModifierLetter, ["Lo"] = UnicodeCategory.OtherLetter,
        ["Lt"] = UnicodeCategory.TitlecaseLetter, ["Lu"] = UnicodeCategory.UppercaseLetter,
        ["Mc"] = UnicodeCategory.SpacingCombiningMark, ["Me"] = UnicodeCategory.EnclosingMark, ["Mn"] = UnicodeCategory.NonSpacingMark,
        ["Nd"] = UnicodeCategory.DecimalDigitNumber, ["Nl"] = UnicodeCategory.LetterNumber, ["No"] = UnicodeCategory.OtherNumber,
        ["Pc"] = UnicodeCategory.ConnectorPunctuation, ["Pd"] = UnicodeCategory.DashPunctuation, ["Pe"] = UnicodeCategory.ClosePunctuation,
        ["Pf"] = UnicodeCategory.FinalQuotePunctuation, ["Pi"] = UnicodeCategory.InitialQuotePunctuation,
        ["Po"] = UnicodeCategory.OtherPunctuation, ["Ps"] = UnicodeCategory.OpenPunctuation,
        ["Zl"] = UnicodeCategory.LineSeparator, ["Zp"] = UnicodeCategory.ParagraphSeparator, ["Zs"] = UnicodeCategory.SpaceSeparator,
        ["Sc"] = UnicodeCategory.CurrencySymbol, ["Sk"] = UnicodeCategory.ModifierSymbol, ["Sm"] = UnicodeCategory.MathSymbol,
        ["So"] = UnicodeCategory.OtherSymbol,
        ["Cc"] = UnicodeCategory.Control, ["Cf"] = UnicodeCategory.Format, ["Cn"] = UnicodeCategory.OtherNotAssigned,
        ["Co"] = UnicodeCategory.PrivateUse,
    };

    /// <summary>A bit for each category of the name, a single one or a group; 0 for a name that I-Regexp doesn't have.</summary>
    public static uint Mask(string name)
    {
        if (name.Length is < 1 or > 2)
        {
            return 0;
        }

        uint mask = 0;
        foreach (var (known, category) in Names)
        {
            if (known.StartsWith(name, StringComparison.Ordinal))
            {
                mask |= 1u << (int)category;
            }
        }

        return mask;
    }
}

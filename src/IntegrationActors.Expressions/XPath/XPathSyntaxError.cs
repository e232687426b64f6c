using System.Globalization;
using System.Text.RegularExpressions;
using Wmhelp.XPath2;

namespace IntegrationActors.Expressions.XPath;

/// <summary>Turns the error of the XPath engine into a finding: it has its place at the end of the message.</summary>
internal static partial class XPathSyntaxError
{
    public static ExpressionSyntaxException From(XPath2Exception wrong, string text)
    {
        var place = Place().Match(wrong.Message);
        var offset = place.Success ? Offset(text, Number(place, "line"), Number(place, "column")) : 0;
        var detail = (place.Success ? wrong.Message[..place.Index] : wrong.Message).ReplaceLineEndings(" ").Trim();
        return new ExpressionSyntaxException(ExpressionCodes.XPath, offset, $"this is no XPath 2.0: {(detail.Length > 0 ? detail : "syntax error")}");
    }

    private static int Offset(string text, int line, int column)
    {
        var start = 0;
        for (var i = 1; i < line && text.IndexOf('\n', start) is var end and >= 0; i++)
        {
            start = end + 1;
        }

        return Math.Clamp(start + column - 1, 0, text.Length);
    }

    private static int Number(Match place, string group) => int.Parse(place.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"at line (?<line>\d{1,6}) pos (?<column>\d{1,6})", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Place();
}

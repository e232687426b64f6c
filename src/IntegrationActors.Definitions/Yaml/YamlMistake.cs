using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Definitions.Binding;
using YamlDotNet.Core;

namespace IntegrationActors.Definitions.Yaml;

/// <summary>Says what is wrong with YAML, and what to write, in the words of its author instead of the parser's.</summary>
internal static class YamlMistake
{
    private static readonly (string Part, string Text)[] Known =
    [
        ("found invalid mapping", "a ': ' stands where no key can be: put the text into quotes, or check the indentation of this line"),
        ("found character that cannot start any token", "a value can't begin with this character: put the text into quotes"),
        ("scanning a quoted scalar, found unexpected end", "the quote that opens here is never closed"),
        ("found unknown escape character", "this escape is not known in double quotes: write \\\\ for a backslash, or use single quotes"),
        ("did not find expected '-' indicator", "the list ends here without reason: begin the line with '- ', or check its indentation"),
        ("parsing a block mapping, did not find expected key", "a key is expected here: check the indentation of this line, and quotes and brackets before it"),
        ("could not find expected ':'", "a ':' is missing after the key"),
    ];

    public static Diagnostic Describe(Exception mistake, FlowSource source, SourceSpan last, SourceSpan? bracket)
    {
        var place = mistake is YamlException { Start.Line: > 0 } at ? new SourceSpan(source.File, (int)at.Start.Line, (int)at.Start.Column) : last;
        if (TabFrom(source, place) is { } tab)
        {
            return Diagnostic.Error(FindingCodes.Syntax, tab, "a tab indents this line: YAML indents with spaces only");
        }

        var text = mistake is YamlException ? Known.FirstOrDefault(k => mistake.Message.Contains(k.Part, StringComparison.Ordinal)).Text : null;
        return text is null && bracket is { } opening
            ? Diagnostic.Error(FindingCodes.Syntax, opening, "the bracket that opens here is never closed, or a ',' is missing after it")
            : Diagnostic.Error(FindingCodes.Syntax, place, text ?? Generic(mistake));
    }

    private static string Generic(Exception mistake) => mistake is YamlException
        ? $"this is no YAML: {mistake.Message.TrimEnd('.')}"
        : "this is no YAML: check that brackets and quotes are closed, and the indentation of this line";

    // The parser reports a tab at the beginning of the map around it; the mistake is in that line or the next with text.
    private static SourceSpan? TabFrom(FlowSource source, SourceSpan place)
    {
        var number = 0;
        foreach (var line in source.Text.AsSpan().EnumerateLines())
        {
            number++;
            var indent = line.IndexOfAnyExcept(' ');
            if (number >= place.Line && indent >= 0 && line[indent] == '\t')
            {
                return new SourceSpan(source.File, number, indent + 1, 1);
            }

            if (number > place.Line + 1 && indent == 0)
            {
                return null;
            }
        }

        return null;
    }
}

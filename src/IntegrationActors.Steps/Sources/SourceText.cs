using System.Text;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Steps.Sources;

/// <summary>The text of a script or template, and where its lines stand in the files of the author.</summary>
/// <param name="Name">Path of the file; for a text in a flow, the name of the flow file.</param>
/// <param name="Text">The text.</param>
/// <param name="PlaceOf">Place of a character.</param>
internal sealed record SourceText(string Name, string Text, Func<int, SourceSpan>? PlaceOf)
{
    public static SourceText Of(ResourceReference file, ReadOnlyMemory<byte> bytes) => new(file.Path, Encoding.UTF8.GetString(bytes.Span).TrimStart('\uFEFF'), PlaceOf: null);

    public static SourceText Of(OptionText code) => new(code.Span.File, code.Text, code.PlaceOf);

    /// <summary>The place of a line (from 1) and a column (from 0) of the text.</summary>
    public SourceSpan Place(int line, int column)
    {
        if (PlaceOf is null)
        {
            return new SourceSpan(Name, line, column + 1);
        }

        var offset = 0;
        for (var i = 1; i < line && offset < Text.Length; i++)
        {
            var next = Text.IndexOf('\n', offset);
            offset = next < 0 ? Text.Length : next + 1;
        }

        return PlaceOf(Math.Min(Text.Length, offset + column));
    }
}

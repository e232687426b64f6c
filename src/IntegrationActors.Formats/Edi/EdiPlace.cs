using System.Globalization;

namespace IntegrationActors.Formats.Edi;

/// <summary>A place in an interchange. Elements and components are counted from 1; 0 when none is meant.</summary>
/// <param name="Tag">Tag of the segment; empty when there is none.</param>
/// <param name="Segment">Number of the segment in the interchange, from 1.</param>
/// <param name="Line">Line of the first byte, from 1.</param>
/// <param name="Column">Column of the first byte, in bytes from 1.</param>
/// <param name="Offset">Bytes in front of it.</param>
internal readonly record struct EdiPlace(string Tag, long Segment, long Line, long Column, long Offset)
{
    public int Element { get; init; }

    public int Component { get; init; }

    /// <summary>Number of the segment in its message, from 1 for the header; 0 outside of messages.</summary>
    public int SegmentOfMessage { get; init; }

    public override string ToString()
    {
        var segment = Tag.Length == 0 ? "" : $"segment {Number(Segment)} ({Tag}), ";
        var element = Element == 0 ? "" : $"element {Number(Element)}, ";
        var component = Component == 0 ? "" : $"component {Number(Component)}, ";
        return $"{segment}{element}{component}line {Number(Line)}, column {Number(Column)} (byte {Number(Offset)})";
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}

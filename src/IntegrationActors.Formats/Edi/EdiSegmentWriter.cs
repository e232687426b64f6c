using System.Buffers;
using System.Text;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Formats.Edi;

/// <summary>Writes segments: with release characters where they are needed, and without separators behind the last value.</summary>
internal sealed class EdiSegmentWriter(IBufferWriter<byte> output, EdiDialect dialect)
{
    private readonly SearchValues<byte> _special = SearchValues.Create((ReadOnlySpan<byte>)[.. Special(dialect.Separators)]);

    public EdiDialect Dialect => dialect;

    /// <summary>Writes UNA, if it is wanted.</summary>
    public void WriteServiceString()
    {
        if (dialect.ServiceString is { } six)
        {
            output.Write("UNA"u8);
            output.Write(six);
            output.Write(dialect.LineBreak);
        }
    }

    /// <summary>Writes a segment.</summary>
    /// <param name="tag">Its tag.</param>
    /// <param name="values">Its values, in any order.</param>
    /// <exception cref="FaultException">IA3497: a value can't be written.</exception>
    public void Write(string tag, List<EdiWrittenValue> values)
    {
        values.Sort();
        Ascii(tag);
        if (dialect.Standard == EdiStandard.X12 && tag == "ISA")
        {
            WriteFixed(values);
        }
        else
        {
            WriteValues(tag, values);
        }

        Byte(dialect.Separators.Segment);
        output.Write(dialect.LineBreak);
    }

    private static IEnumerable<byte> Special(EdiSeparators separators) =>
        new[] { separators.Element, separators.Component, separators.Segment, separators.Release, separators.Repetition }.Where(b => b != 0);

    private void WriteValues(string tag, List<EdiWrittenValue> values)
    {
        var separators = dialect.Separators;
        var (element, repetition, component) = (0, 1, 1);
        foreach (var value in values)
        {
            if (value.Element != element)
            {
                Repeat(separators.Element, value.Element - element);
                (element, repetition, component) = (value.Element, 1, 1);
            }

            if (value.Repetition != repetition)
            {
                Repeat(separators.Repetition != 0 ? separators.Repetition : throw NoRepetitions(tag, element), value.Repetition - repetition);
                (repetition, component) = (value.Repetition, 1);
            }

            Repeat(separators.Component, value.Component - component);
            component = value.Component;
            Value(tag, value);
        }
    }

    // ISA shows the separators at fixed places.
    private void WriteFixed(List<EdiWrittenValue> values)
    {
        var separators = dialect.Separators;
        for (var element = 1; element <= IsaSegment.Widths.Length; element++)
        {
            var width = IsaSegment.Widths[element - 1];
            var text = EdiWrittenValue.Find(values, element);
            text = element switch
            {
                IsaSegment.Component => ((char)separators.Component).ToString(),
                IsaSegment.Repetition when separators.Repetition != 0 => ((char)separators.Repetition).ToString(),
                IsaSegment.ControlNumber => text.PadLeft(width, '0'),
                _ => text.PadRight(width),
            };
            if (text.Length != width || !System.Text.Ascii.IsValid(text))
            {
                throw EdiFaults.NotWritable($"ISA{element:00} '{EdiFaults.Shown(text)}'", $"it has to have {width} characters of ASCII.", "ISA has elements of fixed length; shorter ones are filled up.");
            }

            Byte(separators.Element);
            if (element is IsaSegment.Component or IsaSegment.Repetition)
            {
                Ascii(text);
            }
            else
            {
                Value("ISA", new EdiWrittenValue(element, 1, 1, text));
            }
        }
    }

    private void Value(string tag, in EdiWrittenValue value)
    {
        var bytes = Encode(tag, value);
        var separators = dialect.Separators;
        while (bytes.IndexOfAny(_special) is var special and >= 0)
        {
            output.Write(bytes[..special]);
            Byte(separators.Release != 0 ? separators.Release : throw Separates(tag, value, bytes[special]));
            Byte(bytes[special]);
            bytes = bytes[(special + 1)..];
        }

        output.Write(bytes);
    }

    private ReadOnlySpan<byte> Encode(string tag, in EdiWrittenValue value)
    {
        try
        {
            return dialect.Encoding.GetBytes(value.Text);
        }
        catch (EncoderFallbackException e)
        {
            throw EdiFaults.NotWritable(Where(tag, value), $"it holds a character that {dialect.Encoding.WebName} has not: {EdiFaults.Shown(e.Message)}", "Choose a syntax identifier with more characters (UNOC is ISO-8859-1, UNOY is UTF-8), or another encoding.", e);
        }
    }

    private static FaultException NoRepetitions(string tag, int element) => EdiFaults.NotWritable(
        $"Element {element} of {tag}",
        "it repeats, and this version of the syntax has no repetition separator.",
        "EDIFACT has repetitions from syntax version 4 on, X12 from 00402 on.");

    private static FaultException Separates(string tag, in EdiWrittenValue value, byte separator) => EdiFaults.NotWritable(
        Where(tag, value),
        $"it holds '{EdiSeparators.Escape([separator])}', which is a separator, and there is no release character.",
        "Choose separators that no value holds, or replace the character before this step.");

    private static string Where(string tag, in EdiWrittenValue value) => $"'{EdiFaults.Shown(value.Text)}' in element {value.Element} of {tag}";

    private void Ascii(string text) => System.Text.Encoding.ASCII.GetBytes(text, output);

    private void Repeat(byte separator, int count)
    {
        var target = output.GetSpan(int.Max(1, count));
        target[..count].Fill(separator);
        output.Advance(count);
    }

    private void Byte(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }
}

using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Formats.Tests.Edi;

/// <summary>Interchanges come back from XML as they went in.</summary>
public sealed class EdiRoundTripTests
{
    public static TheoryData<string> Samples => EdiSamples.All;

    private static Formats.EdiToXml.EdiToXmlOptions Latin1 => EdiConvert.Reading(new() { X12Encoding = Encoding.Latin1 });

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_canonical_interchange_comes_back_byte_by_byte(string edi) => Assert.Equal(edi, EdiConvert.FromXml(EdiConvert.ToXml(edi)));

    [Fact]
    public void So_it_does_with_grammars()
    {
        foreach (var (edi, grammar) in new[] { (EdiSamples.OrdersD96A, EdiGrammarSamples.Orders), (EdiSamples.PurchaseOrder850, EdiGrammarSamples.PurchaseOrder) })
        {
            var xml = EdiConvert.ToXml(edi, EdiConvert.With(grammar));

            Assert.Equal(edi, EdiConvert.FromXml(xml, new() { Grammars = [grammar] }));
        }
    }

    [Property(MaxTest = 400, Arbitrary = [typeof(Interchanges)])]
    public void Any_interchange_comes_back_byte_by_byte(Interchange interchange)
    {
        var xml = EdiConvert.ToXml(interchange.Text, Latin1);

        Assert.Equal(interchange.Text, EdiConvert.FromXml(xml, new() { Encoding = Encoding.Latin1 }));
    }

    [Property(MaxTest = 200, Arbitrary = [typeof(Interchanges)])]
    public void Surplus_separators_and_line_breaks_make_no_difference_in_XML(Interchange interchange)
    {
        var loose = interchange.Loose;

        var xml = EdiConvert.ToXml(loose, Latin1);

        Assert.Equal(xml, EdiConvert.ToXml(EdiConvert.FromXml(xml, new() { Encoding = Encoding.Latin1 }), Latin1));
        Assert.Equal(xml, EdiConvert.ToXml(interchange.Text, Latin1));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Cut_off_anywhere_it_is_refused_with_a_place(string edi)
    {
        for (var length = 0; length < edi.Length; length++)
        {
            var fault = EdiConvert.FaultOf(edi[..length]);

            Assert.StartsWith("IA349", fault.Code, StringComparison.Ordinal);
            Assert.True(fault.Code == "IA3490" || fault.Message.Contains("line 1, column", StringComparison.Ordinal), fault.Message);
        }
    }

    [Property(MaxTest = 1000)]
    public void No_bytes_make_the_converter_break(byte[] bytes, int sample, int at)
    {
        var samples = EdiSamples.Texts;
        var edi = samples[(int)((uint)sample % samples.Length)];
        var place = (int)((uint)at % edi.Length);
        try
        {
            EdiConvert.ToXml(edi[..place] + Encoding.Latin1.GetString(bytes) + edi[place..]);
        }
        catch (FaultException e)
        {
            Assert.StartsWith("IA349", e.Fault.Code, StringComparison.Ordinal);
        }
    }

    /// <summary>An interchange in canonical form, and with separators and line breaks that mean nothing.</summary>
    public sealed record Interchange(string Text, string Loose);

    public static class Interchanges
    {
        private static readonly string[] Values = ["", "", "a", "1", "x y", " ", "ü", "<&>", "+", ":", "'", "?", "*", "?'", "a?:b'c+d*e??", "~", "^", "0.5", "]]>", "\"q\""];

        private static readonly string[] EdifactSeparators = [":+.? '", ":+,?*'", "|^.! \n", ":+.?*~"];

        private static readonly string[] X12Separators = ["*:~^", "|>\n^", "\u001D\u001F\u001C!"];

        public static Arbitrary<Interchange> All() => Arb.From(
            from isEdifact in Gen.Elements(true, false)
            from version in Gen.Choose(3, 4)
            from separators in Gen.Elements(isEdifact ? EdifactSeparators : X12Separators)
            from hasUna in Gen.Elements(true, false)
            from segments in Gen.ListOf(Segment())
            select isEdifact ? Edifact(hasUna ? separators : null, version, segments) : X12(separators, version, segments));

        private static Gen<IList<IList<IList<string>>>> Segment() => Limited(Limited(Limited(Gen.Elements(Values), 4), 3), 5);

        private static Gen<IList<T>> Limited<T>(Gen<T> item, int most) => from count in Gen.Choose(0, most) from items in Gen.ListOf(item, count) select (IList<T>)[.. items];

        private static Interchange Edifact(string? una, int version, IList<IList<IList<IList<string>>>> segments)
        {
            var s = una ?? ":+.?*'";
            var (component, element, release, repetition, end) = (s[0], s[1], s[3], version < 4 || s[4] == ' ' ? '\0' : s[4], s[5]);
            if (una is not null && version < 4)
            {
                una = una.Remove(4, 1).Insert(4, " ");
            }

            string Escape(string value) => string.Concat(value.Select(c => c == component || c == element || c == release || c == end || (c == repetition && c != '\0') ? $"{release}{c}" : $"{c}"));
            var head = (una is null ? "" : "UNA" + una) + $"UNB{element}UNOC{component}{version}{element}A{element}B{element}261128{component}0930{element}1{end}";
            var message = $"UNH{element}1{element}ORDERS{component}D{component}96A{component}UN{end}";
            var tail = $"UNT{element}{segments.Count + 2}{element}1{end}UNZ{element}1{element}1{end}";
            var written = segments.Select(segment => Write(segment, element, component, repetition, Escape)).ToArray();
            return new Interchange(
                head + message + string.Concat(written.Select(segment => segment + end)) + tail,
                head + "\r\n" + message + string.Concat(written.Select(segment => $"{segment}{(segment.Length > 3 ? component : element)}{element}{element}{end}\n ")) + tail + "\r\n");
        }

        private static Interchange X12(string s, int version, IList<IList<IList<IList<string>>>> segments)
        {
            var (element, component, end, repetition) = (s[0], s[1], s[2], version < 4 ? '\0' : s[3]);
            string Drop(string value) => string.Concat(value.Where(c => c != element && c != component && c != end && c != repetition));
            var isa = string.Join(element, "ISA", "00", "          ", "00", "          ", "ZZ", "A              ", "ZZ", "B              ", "261128", "0930", version < 4 ? 'U' : repetition, version < 4 ? "00401" : "00501", "000000007", "0", "P", component) + end;
            var head = isa + string.Join(element, "GS", "PO", "A", "B", "20261128", "0930", "7", "X", "004010") + end;
            var message = string.Join(element, "ST", "850", "0001") + end;
            var tail = $"SE{element}{segments.Count + 2}{element}0001{end}GE{element}1{element}7{end}IEA{element}1{element}000000007{end}";
            var written = segments.Select(segment => Write(segment, element, component, repetition, Drop)).ToArray();
            return new Interchange(
                head + message + string.Concat(written.Select(segment => segment + end)) + tail,
                head + message + string.Concat(written.Select(segment => $"{segment}{element}{end}\r\n")) + tail);
        }

        private static string Write(IList<IList<IList<string>>> elements, char element, char component, char repetition, Func<string, string> escape)
        {
            string Components(IList<string> values) => string.Join(component, Trimmed([.. values.Select(escape)]));
            string Repetitions(IList<IList<string>> values) => repetition == '\0' ? (values.Count == 0 ? "" : Components(values[0])) : TrimRepetitions(values.Select(Components));
            string TrimRepetitions(IEnumerable<string> parts) => string.Join(repetition, Trimmed([.. parts]));
            return "XYZ" + string.Concat(Trimmed([.. elements.Select(Repetitions)]).Select(text => element + text));
        }

        private static IEnumerable<string> Trimmed(List<string> parts) => parts.Take(parts.FindLastIndex(part => part.Length > 0) + 1);
    }
}

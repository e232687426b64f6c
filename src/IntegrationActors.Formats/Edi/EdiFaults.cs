using System.Globalization;
using System.Text;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Formats.Edi;

/// <summary>Everything that is refused about EDI: code, message with place, hint.</summary>
internal static class EdiFaults
{
    private const string NoInterchange = "IA3490";

    private const string Unreadable = "IA3491";

    private const string Envelope = "IA3492";

    private const string TooMuch = "IA3493";

    private const string WrongText = "IA3494";

    private const string NoPlace = "IA3495";

    private const int ShownText = 100;

    public static FaultException NotEdi(string why) => new(
        NoInterchange,
        $"The body is not EDI: {why}",
        "An interchange of EDIFACT begins with UNA or UNB, one of X12 with ISA; ia trace shows the body before this step.");

    public static FaultException NotTheStandard(EdiStandard found, EdiStandard expected) => new(
        NoInterchange,
        $"The body is {Name(found)}, and {Name(expected)} is expected.",
        "Leave standard out to take both.");

    public static FaultException Malformed(in EdiPlace place, string why) => new(
        Unreadable,
        $"{Sentence(place)}: {why}",
        "Have the sender corrected. Is a separator used in a value without the release character in front of it?");

    public static FaultException CutOff(in EdiPlace place, string missing) => new(
        Unreadable,
        $"The interchange is cut off behind {place}: {missing}.",
        "The file was cut off, or its last segment is not terminated: have it sent again.");

    public static FaultException WrongEnvelope(in EdiPlace place, string why) => new(
        Envelope,
        $"{Sentence(place)}: {why}",
        "Have the sender corrected: the envelopes of an interchange tell whether it is complete.");

    public static FaultException Mistake(EdiMistake mistake) => WrongEnvelope(mistake.Place, mistake.Text);

    public static FaultException SegmentTooLong(in EdiPlace place, int limit) => new(
        TooMuch,
        $"{Sentence(place)}: the segment is longer than {Number(limit)} bytes.",
        "A segment whose terminator is missing takes in all that follows. If the content is right, raise maxSegmentSize.");

    public static FaultException TooMany(in EdiPlace place, string what, long limit) => new(
        TooMuch,
        $"{Sentence(place)}: there are more than {Number(limit)} {what}.",
        "Is it the right separator? If the content is right, have it sent in smaller interchanges.");

    public static FaultException NotText(in EdiPlace place, Encoding encoding, Exception? cause = null) => new(
        WrongText,
        $"{Sentence(place)}: the bytes are no text in {encoding.WebName}.",
        "Set encoding to what the sender writes, such as ISO-8859-1; in EDIFACT UNB should say it (UNOC, UNOY).",
        cause);

    public static FaultException Character(in EdiPlace place, int character) => new(
        WrongText,
        $"{Sentence(place)}: the value holds U+{character:X4}, a character that XML 1.0 can't hold.",
        "Remove control characters before this step.");

    public static FaultException UnknownEncoding(string syntax) => new(
        WrongText,
        $"The syntax identifier {Shown(syntax)} of UNB names no encoding that can be read.",
        "Set encoding, such as ISO-8859-1 or UTF-8.");

    public static FaultException NoGrammar(string message, IEnumerable<string> known) => new(
        NoPlace,
        $"None of the grammars is for the message {Shown(message)}; they are for {string.Join(", ", known)}.",
        "Add a grammar for it, or set unknownMessages to accept.");

    public static FaultException OutOfPlace(in EdiPlace place, string grammar) => new(
        NoPlace,
        $"{Sentence(place)}: the segment has no place here in {grammar}, so its group can't be told.",
        "Have the sender corrected, or add the segment to the grammar where it may stand.");

    public static FaultException NotWritable(string where, string why, string hint, Exception? cause = null) => new("IA3497", $"{where} can't be written: {why}", hint, cause);

    public static FaultException NotEdiXml(string where, string why, string? hint = null, Exception? cause = null) => new(
        "IA3496",
        $"{where}: {why}",
        hint ?? "The XML has to have the form that ediToXml writes; docs/edi.md describes it.",
        cause);

    public static string Shown(string text) => text.Length <= ShownText ? text : string.Concat(text.AsSpan(0, ShownText), "…");

    public static string Name(EdiStandard standard) => standard == EdiStandard.Edifact ? "EDIFACT" : "X12";

    private static string Sentence(in EdiPlace place)
    {
        var text = place.ToString();
        return string.Concat(text[..1].ToUpperInvariant(), text.AsSpan(1));
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}

using IntegrationActors.Formats.Edi;

namespace IntegrationActors.Formats.EdiSplitting;

/// <summary>Codes of mistakes in acknowledgements: data element 0085 of CONTRL, and 720 (segments), 723 (elements) and 718 (transaction sets) of X12.</summary>
internal static class AcknowledgementCodes
{
    /// <summary>The mistake lies in an element, not in the segment as such.</summary>
    public static bool IsOfElement(EdiMistakeKind kind) => kind is >= EdiMistakeKind.MissingElement and <= EdiMistakeKind.WrongTime;

    /// <summary>The mistake lies in the message as a whole.</summary>
    public static bool IsOfMessage(EdiMistakeKind kind) => kind >= EdiMistakeKind.WrongCount;

    public static string Contrl(EdiMistakeKind kind) => kind switch
    {
        EdiMistakeKind.UnknownMessage => "14",
        EdiMistakeKind.SegmentOutOfPlace or EdiMistakeKind.UnknownSegment => "15",
        EdiMistakeKind.MissingSegment or EdiMistakeKind.MissingElement => "13",
        EdiMistakeKind.TooManySegments or EdiMistakeKind.TooManyRepetitions => "35",
        EdiMistakeKind.TooManyGroups => "36",
        EdiMistakeKind.TooManyElements => "16",
        EdiMistakeKind.TooShort => "40",
        EdiMistakeKind.TooLong => "39",
        EdiMistakeKind.WrongCharacter => "37",
        EdiMistakeKind.WrongCount => "29",
        EdiMistakeKind.WrongReference => "28",
        _ => "12",
    };

    public static string Segment(EdiMistakeKind kind) => kind switch
    {
        EdiMistakeKind.UnknownSegment => "6",
        EdiMistakeKind.SegmentOutOfPlace => "7",
        EdiMistakeKind.MissingSegment => "3",
        EdiMistakeKind.TooManySegments => "5",
        EdiMistakeKind.TooManyGroups => "4",
        _ => "8",
    };

    public static string Element(EdiMistakeKind kind) => kind switch
    {
        EdiMistakeKind.MissingElement => "1",
        EdiMistakeKind.TooManyElements or EdiMistakeKind.TooManyRepetitions => "3",
        EdiMistakeKind.TooShort => "4",
        EdiMistakeKind.TooLong => "5",
        EdiMistakeKind.WrongCode => "7",
        EdiMistakeKind.WrongDate => "8",
        EdiMistakeKind.WrongTime => "9",
        _ => "6",
    };

    public static string TransactionSet(EdiMistakeKind kind) => kind switch
    {
        EdiMistakeKind.UnknownMessage => "1",
        EdiMistakeKind.WrongReference => "3",
        EdiMistakeKind.WrongCount => "4",
        _ => "5",
    };
}

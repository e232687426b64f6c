namespace IntegrationActors.Formats.Edi;

/// <summary>Why a message is not accepted; acknowledgements have a code for each.</summary>
internal enum EdiMistakeKind
{
    /// <summary>The segment has no place here.</summary>
    SegmentOutOfPlace,

    /// <summary>The grammar doesn't know the segment.</summary>
    UnknownSegment,

    /// <summary>A mandatory segment or group is missing.</summary>
    MissingSegment,

    /// <summary>The segment stands there too often.</summary>
    TooManySegments,

    /// <summary>The group stands there too often.</summary>
    TooManyGroups,

    /// <summary>A mandatory element or component is missing.</summary>
    MissingElement,

    /// <summary>The segment or composite has more elements or components than are defined.</summary>
    TooManyElements,

    /// <summary>The element repeats too often.</summary>
    TooManyRepetitions,

    /// <summary>The value is too short.</summary>
    TooShort,

    /// <summary>The value is too long.</summary>
    TooLong,

    /// <summary>The value has characters that its type has not.</summary>
    WrongCharacter,

    /// <summary>The code is not in the list.</summary>
    WrongCode,

    /// <summary>The value is no date.</summary>
    WrongDate,

    /// <summary>The value is no time.</summary>
    WrongTime,

    /// <summary>The count in the trailer is wrong.</summary>
    WrongCount,

    /// <summary>The reference in the trailer is not that of the header.</summary>
    WrongReference,

    /// <summary>There is no grammar for the message.</summary>
    UnknownMessage,
}

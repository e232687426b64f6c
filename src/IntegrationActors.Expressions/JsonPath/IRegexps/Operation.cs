namespace IntegrationActors.Expressions.JsonPath.IRegexps;

/// <summary>What an instruction of a program does.</summary>
internal enum Operation
{
    /// <summary>Takes one character of the class.</summary>
    Rune,

    /// <summary>Goes on with the next instruction and with the target.</summary>
    Split,

    /// <summary>Goes on with the target.</summary>
    Jump,

    /// <summary>Goes on at the start of the string only.</summary>
    Start,

    /// <summary>Goes on at the end of the string only.</summary>
    End,

    /// <summary>The pattern has matched.</summary>
    Match,
}

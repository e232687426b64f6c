namespace IntegrationActors.Expressions.Dates;

/// <summary>What of a date is printed by a format of .NET, and what has to be computed.</summary>
internal enum DateFieldKind
{
    /// <summary>A custom format of .NET.</summary>
    Format,

    /// <summary><c>D</c>: day of the year.</summary>
    DayOfYear,

    /// <summary><c>u</c>: day of the week, 1 is Monday.</summary>
    DayOfWeek,

    /// <summary><c>k</c>: hour 1 to 24.</summary>
    Hour24,

    /// <summary><c>K</c>: hour 0 to 11.</summary>
    Hour11,

    /// <summary><c>Z</c>: <c>+0100</c>.</summary>
    OffsetBasic,

    /// <summary><c>X</c>, <c>XX</c>, <c>XXX</c>: <c>+01</c>, <c>+0100</c>, <c>+01:00</c>; <c>Z</c> for none.</summary>
    OffsetIso,
}

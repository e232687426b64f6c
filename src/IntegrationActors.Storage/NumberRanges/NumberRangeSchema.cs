namespace IntegrationActors.Storage.NumberRanges;

/// <summary>Table of number ranges. <c>last</c> is the number before the next one: one less than the minimum at first.</summary>
internal static class NumberRangeSchema
{
    public const string Script = """
        CREATE TABLE number_range (
          name TEXT NOT NULL PRIMARY KEY, minimum INTEGER NOT NULL, maximum INTEGER NOT NULL, field_length INTEGER NOT NULL, rotate INTEGER NOT NULL, last INTEGER NOT NULL
        ) WITHOUT ROWID;
        """;
}

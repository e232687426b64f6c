namespace IntegrationActors.Storage.Database;

/// <summary>Takes the values of one row: the parameters of a <see cref="Statement"/>, or a row of a <see cref="RowBuffer"/>. Columns count from 1; what is not set is NULL.</summary>
internal interface IRow
{
    IRow Set(int column, long? value);

    IRow Set(int column, ReadOnlySpan<byte> blob);

    /// <summary>A blob that nobody changes any more.</summary>
    IRow Set(int column, byte[] blob);

    IRow Set(int column, string? text);
}

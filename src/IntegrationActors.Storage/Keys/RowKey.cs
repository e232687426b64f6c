using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Keys;

/// <summary>The key of one row: its values in the order of the columns.</summary>
internal sealed class RowKey(IReadOnlyList<object> values)
{
    public long Number(int column) => (long)values[column];

    public string Text(int column) => (string)values[column];

    public byte[] Blob(int column) => (byte[])values[column];

    public static RowKey Read(Statement row, IReadOnlyList<KeyColumn> columns)
    {
        var values = new object[columns.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = columns[i].Kind switch
            {
                KeyColumnKind.Number => row.Int64(i),
                KeyColumnKind.Text => row.Text(i),
                _ => row.Blob(i).ToArray(),
            };
        }

        return new(values);
    }

    /// <summary>Binds the values to the parameters from 1 on.</summary>
    public void Bind(Statement statement)
    {
        for (var i = 0; i < values.Count; i++)
        {
            _ = values[i] switch
            {
                long number => statement.Bind(i + 1, number),
                string text => statement.Bind(i + 1, text),
                var blob => statement.Bind(i + 1, (byte[])blob),
            };
        }
    }
}

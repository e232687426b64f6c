using System.Buffers;
using System.Text.Json;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Formats.CsvToJson;

/// <summary>A row of CSV, checked to be text.</summary>
/// <param name="names">Names of the fields, in UTF-8.</param>
/// <param name="values">The values one behind the other.</param>
/// <param name="ends">Where each value ends.</param>
internal sealed class CsvRecord(ReadOnlyMemory<byte>[] names, byte[] values, int[] ends) : PayloadRecord
{
    public override IReadOnlyList<ReadOnlyMemory<byte>> Names => names;

    public override ReadOnlySpan<byte> Value(int field) => values.AsSpan((field == 0 ? 0 : ends[field - 1])..ends[field]);

    public override void WriteTo(IBufferWriter<byte> target)
    {
        using var json = new Utf8JsonWriter(target, CsvRecordWriter.Json);
        json.WriteStartObject();
        for (var i = 0; i < names.Length; i++)
        {
            json.WriteString(names[i].Span, Value(i));
        }

        json.WriteEndObject();
    }
}

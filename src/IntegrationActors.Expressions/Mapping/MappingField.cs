using System.Globalization;
using System.Text;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Expressions.Mapping;

/// <summary>A field of records, by its name. Thread-safe: where it was found last is one reference.</summary>
internal sealed class MappingField(byte[] name)
{
    private Place _last = new([], -1);

    /// <summary>The text of the field; null when there is none of the name.</summary>
    public string? Text(PayloadRecord record) => IndexIn(record) is var index and >= 0 ? Encoding.UTF8.GetString(record.Value(index)) : null;

    /// <summary>The number of the field; null when there is none, or it is empty.</summary>
    public decimal? Number(PayloadRecord record, SourceSpan place)
    {
        var index = IndexIn(record);
        return index < 0 ? null
            : decimal.TryParse(record.Value(index), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
            : MappingArithmetic.NumberOrNothing(Encoding.UTF8.GetString(record.Value(index)), place);
    }

    private int IndexIn(PayloadRecord record)
    {
        var last = _last;
        if (ReferenceEquals(last.Names, record.Names))
        {
            return last.Index;
        }

        var index = -1;
        for (var i = 0; i < record.Names.Count && index < 0; i++)
        {
            index = record.Names[i].Span.SequenceEqual(name) ? i : -1;
        }

        _last = new Place(record.Names, index);
        return index;
    }

    private sealed record Place(IReadOnlyList<ReadOnlyMemory<byte>> Names, int Index);
}

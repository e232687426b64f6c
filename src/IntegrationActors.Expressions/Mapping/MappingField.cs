using System.Text;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Expressions.Mapping;

/// <summary>A field of records, by its name. Thread-safe: where it was found last is no more than a guess.</summary>
internal sealed class MappingField(byte[] name)
{
    // Records of tables that are read at the same time mostly have it in the same place.
    private int _last;

    /// <summary>The text of the field; null when there is none of the name.</summary>
    public string? Text(PayloadRecord record) => IndexIn(record) is var index and >= 0 ? Encoding.UTF8.GetString(record.Value(index)) : null;

    /// <summary>The text of the field, where it stands; false when there is no record, or no field of the name.</summary>
    public bool TryGetText(PayloadRecord? record, out ReadOnlySpan<byte> text)
    {
        var index = record is null ? -1 : IndexIn(record);
        text = index < 0 ? default : record!.Value(index);
        return index >= 0;
    }

    /// <summary>The number of the field; null when there is none, or it is empty.</summary>
    public decimal? Number(PayloadRecord record, in SourceSpan place)
    {
        var index = IndexIn(record);
        return index < 0 ? null
            : QuickDecimal.TryParse(record.Value(index), out var number) ? number
            : MappingArithmetic.NumberOrNothing(Encoding.UTF8.GetString(record.Value(index)), place);
    }

    private int IndexIn(PayloadRecord record)
    {
        var (names, last) = (record.Names, _last);
        if (last < names.Count && names[last].Span.SequenceEqual(name))
        {
            return last;
        }

        for (var i = 0; i < names.Count; i++)
        {
            if (names[i].Span.SequenceEqual(name))
            {
                return _last = i;
            }
        }

        return -1;
    }
}

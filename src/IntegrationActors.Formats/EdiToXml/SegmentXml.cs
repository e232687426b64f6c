using System.Runtime.InteropServices;
using System.Text;
using IntegrationActors.Formats.Edi;
using IntegrationActors.Formats.Edi.Grammars;
using IntegrationActors.Formats.Xml;

namespace IntegrationActors.Formats.EdiToXml;

/// <summary>
/// A segment as an element. What its definition names has that name; everything else has its position as name, so that nothing is lost: elements behind the last defined one, and components of what should have none.
/// </summary>
internal sealed class SegmentXml(XmlElementWriter xml) : IDisposable
{
    private readonly EdiText _text = new();

    public void Write(EdiSegment segment, EdiSegmentDefinition? definition)
    {
        var name = definition?.XmlBytes ?? Encoding.ASCII.GetBytes(EdiSegmentDefinition.XmlPrefix + segment.Tag);
        xml.Start(name, []);
        var values = CollectionsMarshal.AsSpan(segment.Values);
        for (var start = 0; start < values.Length;)
        {
            var end = start + 1;
            while (end < values.Length && values[end].Element == values[start].Element)
            {
                end++;
            }

            Element(segment, values[start..end], definition?.At(values[start].Element));
            start = end;
        }

        xml.End(name);
    }

    public void Dispose() => _text.Dispose();

    private void Element(EdiSegment segment, ReadOnlySpan<EdiValue> values, EdiField? field)
    {
        var hasComponents = HasComponents(values);
        if (hasComponents && field is { IsComposite: false })
        {
            field = null;
        }

        var isNested = hasComponents || field is { IsComposite: true };
        var name = field?.XmlBytes ?? PositionNames.Element(values[0].Element);
        var at = 0;
        for (var repetition = 1; repetition <= values[^1].Repetition; repetition++)
        {
            var start = at;
            while (at < values.Length && values[at].Repetition == repetition)
            {
                at++;
            }

            if (!isNested && at > start)
            {
                Leaf(segment, values[start], name);
                continue;
            }

            xml.Start(name, []);
            foreach (ref readonly var value in values[start..at])
            {
                Leaf(segment, value, ComponentName(field, value));
            }

            xml.End(name);
        }
    }

    private static bool HasComponents(ReadOnlySpan<EdiValue> values)
    {
        foreach (ref readonly var value in values)
        {
            if (value.Component > 1)
            {
                return true;
            }
        }

        return false;
    }

    private static byte[] ComponentName(EdiField? field, in EdiValue value) => field is not null && value.Component <= field.Components.Count
        ? field.Components[value.Component - 1].XmlBytes
        : PositionNames.Component(value.Element, value.Component);

    private void Leaf(EdiSegment segment, in EdiValue value, byte[] name)
    {
        // The separators in ISA may be control characters.
        var isSeparator = segment.Tag == "ISA" && (value.Element is IsaSegment.Component or IsaSegment.Repetition) && value.Length == 1 && segment.Raw[value.Start] < ' ';
        var text = isSeparator ? Encoding.ASCII.GetBytes(EdiSeparators.Escape(segment.Bytes(value))) : _text.Utf8(segment, value);
        if (xml.TryLeaf(name, text))
        {
            return;
        }

        xml.Start(name, []);
        if (xml.Text(text) is var refused and not XmlEscaping.AllWritten)
        {
            throw EdiFaults.Character(segment.PlaceOf(value), refused);
        }

        xml.End(name);
    }
}

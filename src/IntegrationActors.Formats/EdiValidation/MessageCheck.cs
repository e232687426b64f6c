using System.Runtime.InteropServices;
using IntegrationActors.Formats.Edi;
using IntegrationActors.Formats.Edi.Grammars;

namespace IntegrationActors.Formats.EdiValidation;

/// <summary>Checks one message against its grammar: segments and groups in their places and numbers, elements that have to be there, what values hold.</summary>
internal sealed class MessageCheck : IStructureSink
{
    private readonly EdiGrammar _grammar;
    private readonly char _decimalMark;
    private readonly Action<EdiMistake> _report;
    private readonly StructureWalk _walk;
    private EdiPlace _place;

    public MessageCheck(EdiGrammar grammar, char decimalMark, Action<EdiMistake> report)
    {
        (_grammar, _decimalMark, _report) = (grammar, decimalMark, report);
        _walk = new StructureWalk(grammar, this);
    }

    /// <summary>Checks the next segment.</summary>
    public void Segment(EdiSegment segment)
    {
        _place = segment.Place;
        if (!_walk.Move(segment.Tag))
        {
            var isKnown = IsIn(_grammar.Structure, segment.Tag);
            _report(new EdiMistake(
                isKnown ? EdiMistakeKind.SegmentOutOfPlace : EdiMistakeKind.UnknownSegment,
                segment.Place,
                isKnown ? $"{segment.Tag} can't stand here" : $"{segment.Tag} is no segment of this message"));
        }

        if ((_grammar.Segment(segment.Tag) ?? ServiceSegments.Find(_grammar.Standard, segment.Tag)) is { Fields.Count: > 0 } definition)
        {
            Fields(segment, definition);
        }
    }

    /// <summary>The message ends with this trailer.</summary>
    public void End(EdiSegment trailer)
    {
        _place = trailer.Place;
        _walk.Finish();
    }

    void IStructureSink.Enter(EdiStructureItem group)
    {
        // Only numbers count here.
    }

    void IStructureSink.Leave(EdiStructureItem group)
    {
        // Only numbers count here.
    }

    void IStructureSink.Missing(EdiStructureItem item) =>
        _report(new EdiMistake(EdiMistakeKind.MissingSegment, _place, item.IsGroup ? $"group {item.Name} (it begins with {item.Trigger}) is missing in front of this segment" : $"{item.Name} is missing in front of this segment", item.Trigger));

    void IStructureSink.TooMany(EdiStructureItem item) => _report(new EdiMistake(
        item.IsGroup ? EdiMistakeKind.TooManyGroups : EdiMistakeKind.TooManySegments,
        _place,
        $"{(item.IsGroup ? "group " : "")}{item.Name} stands here more than {item.Use.Max} times"));

    private static bool IsIn(EdiStructureItem item, string tag) => item.Items.Any(inner => inner.IsGroup ? IsIn(inner, tag) : inner.Name == tag);

    private void Fields(EdiSegment segment, EdiSegmentDefinition definition)
    {
        var values = CollectionsMarshal.AsSpan(segment.Values);
        var at = 0;
        foreach (var field in definition.Fields)
        {
            var start = at;
            while (at < values.Length && values[at].Element == field.Position)
            {
                at++;
            }

            Field(segment, field, values[start..at]);
        }

        if (at < values.Length)
        {
            Report(EdiMistakeKind.TooManyElements, segment.PlaceOf(values[at]), $"{segment.Tag} has {definition.Fields.Count} elements at most");
        }
    }

    private void Field(EdiSegment segment, EdiField field, ReadOnlySpan<EdiValue> values)
    {
        if (values.IsEmpty)
        {
            if (field.Use.Min > 0)
            {
                Report(EdiMistakeKind.MissingElement, segment.Place with { Element = field.Position }, $"the mandatory element {field.Id} is missing");
            }

            return;
        }

        if (values[^1].Repetition > field.Use.Max)
        {
            Report(EdiMistakeKind.TooManyRepetitions, segment.PlaceOf(values[^1]), $"element {field.Id} repeats more than {field.Use.Max} times");
        }

        for (var start = 0; start < values.Length;)
        {
            var end = start + 1;
            while (end < values.Length && values[end].Repetition == values[start].Repetition)
            {
                end++;
            }

            Repetition(segment, field, values[start..end]);
            start = end;
        }
    }

    private void Repetition(EdiSegment segment, EdiField field, ReadOnlySpan<EdiValue> values)
    {
        foreach (ref readonly var value in values)
        {
            var definition = field.IsComposite ? field.Components.ElementAtOrDefault(value.Component - 1) : value.Component == 1 ? field : null;
            if (definition is null)
            {
                Report(EdiMistakeKind.TooManyElements, segment.PlaceOf(value, isComposite: true), $"{field.Id} has {(field.IsComposite ? field.Components.Count : 1)} components at most");
                return;
            }

            if (definition.Definition is { } element && ValueCheck.Of(segment.Decode(value), element, _decimalMark) is { } wrong)
            {
                _report(new EdiMistake(wrong.Kind, segment.PlaceOf(value, field.IsComposite), wrong.Text, segment.Decode(value)));
            }
        }

        foreach (var component in field.Components)
        {
            if (component.Use.Min > 0 && !Has(values, component.Position))
            {
                Report(EdiMistakeKind.MissingElement, segment.PlaceOf(values[0]) with { Component = component.Position }, $"the mandatory component {component.Id} of {field.Id} is missing");
            }
        }
    }

    private static bool Has(ReadOnlySpan<EdiValue> values, int component)
    {
        foreach (ref readonly var value in values)
        {
            if (value.Component == component)
            {
                return true;
            }
        }

        return false;
    }

    private void Report(EdiMistakeKind kind, EdiPlace place, string text) => _report(new EdiMistake(kind, place, text));
}

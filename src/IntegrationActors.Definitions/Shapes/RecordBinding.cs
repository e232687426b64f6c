using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Options;
using IntegrationActors.Definitions.Binding;
using IntegrationActors.Definitions.Yaml;

namespace IntegrationActors.Definitions.Shapes;

/// <summary>
/// Binds one map to one record: 1 known keys by their shapes and rules, 2 the channel among the keys, 3 unknown keys with what was probably meant,
/// 4 required options that are neither given nor probably meant by an unknown key, 5 the record's own rules, if nothing else is wrong with it.
/// </summary>
internal sealed class RecordBinding(RecordShape shape, Place place, BindingContext context)
{
    private readonly object _record = shape.CreateFresh();
    private readonly Dictionary<ComponentOption, YamlEntry> _given = [];
    private readonly HashSet<string> _meant = new(StringComparer.Ordinal);
    private readonly int _before = context.Findings.Count;

    public object Bind(YamlMap map)
    {
        foreach (var entry in map.Entries)
        {
            if (shape.Find(entry.Key.Text) is { } option)
            {
                _given.Add(option, entry);
                BindOption(option, entry.Value, Place.Of(entry.Key));
            }
            else if (shape.Channel is null || context.Catalogue.FindReceiver(entry.Key.Text) is null)
            {
                ReportUnknown(entry.Key);
            }
        }

        BindChannel(map);
        ReportMissing();
        ApplyOwnRules();
        return _record;
    }

    public object BindShorthand(ComponentOption option, YamlNode value)
    {
        _given.Add(option, new YamlEntry(new YamlScalar(place.Span, place.Key, YamlStyle.Plain, ""), value));
        BindOption(option, value, place);
        ReportMissing();
        ApplyOwnRules();
        return _record;
    }

    // 1
    private void BindOption(ComponentOption option, YamlNode node, Place key)
    {
        var outer = context.IsInOnError;
        context.IsInOnError |= option.HandlesErrors;
        if (option.Shape.Bind(node, key, context) is { } value)
        {
            option.Property.SetValue(_record, value);
            OptionRules.Check(option, value, node, key, context.Findings);
        }

        context.IsInOnError = outer;
    }

    // 2
    private void BindChannel(YamlMap map)
    {
        if (shape.Channel is not { } option || (option.IsRequired && _meant.Overlaps(context.Catalogue.Receivers.Select(r => r.Name))))
        {
            return;
        }

        if (ReceiverChannelShape.Find(map, option, place, context) is { } channel)
        {
            option.Property.SetValue(_record, channel);
        }
    }

    // 3
    private void ReportUnknown(YamlScalar key)
    {
        IEnumerable<string> channels = shape.Channel is null ? [] : context.Catalogue.Receivers.Select(r => r.Name);
        IReadOnlyList<string> names = [.. shape.Names, .. channels];
        var hint = Suggestion.DidYouMean(key.Text, names);
        if (Suggestion.Nearest(key.Text, names) is { } meant)
        {
            _meant.Add(meant);
        }

        context.Findings.Error(FindingCodes.UnknownOption, key.Span, $"unknown option '{Wording.Short(key.Text)}'{(hint.Length > 0 ? hint : Elsewhere(key.Text, names))}");
    }

    private string Elsewhere(string name, IReadOnlyList<string> names)
    {
        if (shape.Options.FirstOrDefault(o => o.Shape.Inner?.Find(name) is not null) is { } parent)
        {
            return $": it belongs under '{parent.Name}'";
        }

        return context.Catalogue.FindStep(name) is null
            ? $"; {place.Title} takes {Wording.OneOf(names)}"
            : $": '{name}' is a step; it stands in a list of steps, as - {name}:";
    }

    // 4
    private void ReportMissing()
    {
        foreach (var option in shape.Options.Where(o => o is { IsRequired: true, IsChannel: false } && !_given.ContainsKey(o) && !_meant.Contains(o.Name)))
        {
            context.Findings.Error(FindingCodes.Missing, place.Span, $"{place.Title} needs '{option.Name}'; write: {option.Name}: {option.Sample}");
        }
    }

    // 5
    private void ApplyOwnRules()
    {
        if (_record is not IValidatableObject rules || context.Findings.Count > _before)
        {
            return;
        }

        var validation = new ValidationContext(_record);
        if (context.IsInOnError)
        {
            validation.Items[StepOptions.OnErrorItem] = true;
        }

        foreach (var result in rules.Validate(validation))
        {
            context.Findings.Error(FindingCodes.Rule, PlaceOf(result), result.ErrorMessage ?? $"{place.Title} has options that do not go together");
        }
    }

    private SourceSpan PlaceOf(ValidationResult result)
    {
        var named = result.MemberNames.ToHashSet(StringComparer.Ordinal);
        var culprit = _given.FirstOrDefault(g => named.Contains(g.Key.Property.Name)).Value;
        return culprit?.Key.Span ?? place.Span;
    }
}

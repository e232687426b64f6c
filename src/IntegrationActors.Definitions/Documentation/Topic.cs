using System.Reflection;
using IntegrationActors.Core.Options;
using IntegrationActors.Definitions.Shapes;

namespace IntegrationActors.Definitions.Documentation;

/// <summary>Something that can be explained: a component, a record of options, or one option.</summary>
/// <param name="Path">How a user names it, such as <c>from.https.path</c>.</param>
/// <param name="Kind">What it is, in a word or two.</param>
/// <param name="Summary">What it means.</param>
/// <param name="Record">The options below it.</param>
internal sealed record Topic(string Path, string Kind, string Summary, RecordShape? Record)
{
    /// <summary>Set when the topic is a step or a channel.</summary>
    public Component? Component { get; init; }

    /// <summary>Set when the topic is an option.</summary>
    public ComponentOption? Option { get; init; }

    /// <summary>Which option a value alone stands for; null when the record has no short form.</summary>
    public string? ShortForm => Record?.Shorthand is { } option ? $"Short form: a value or a list alone is `{option.Name}`." : null;

    public IReadOnlyList<ExampleAttribute> Examples => Option is null && Record is not null ? [.. Record.Type.GetCustomAttributes<ExampleAttribute>()] : [];

    public static Topic Of(Component component, string path) =>
        new(path, Word(component.Kind), component.Summary, component.Shape) { Component = component };

    public static Topic Of(ComponentOption option, string path) => new(path, "option", option.Summary, option.Shape.Inner) { Option = option };

    public static Topic Of(Type record, string path, string kind) => new(path, kind, DocComments.Of(record), ShapeFactory.Record(record));

    private static string Word(ComponentKind kind) => kind switch
    {
        ComponentKind.Sender => "sender channel",
        ComponentKind.Receiver => "receiver channel",
        _ => "step",
    };
}

namespace IntegrationActors.Core.Options;

/// <summary>A value or a list may stand where the whole record is expected: it sets this one option (<c>log: "text"</c>).</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ShorthandAttribute(string property) : Attribute
{
    /// <summary>Name of the C# property that takes the value.</summary>
    public string Property { get; } = property;
}

/// <summary>A runnable example for the reference page; linted by a test.</summary>
/// <param name="title">One line: what it shows.</param>
/// <param name="yaml">For a step: the list item (<c>- set: …</c>). For a channel: the one-key map.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class ExampleAttribute(string title, string yaml) : Attribute
{
    public string Title { get; } = title;

    public string Yaml { get; } = yaml;
}

/// <summary>The option is an expression or a condition of one language, written as a text (<c>xpath: /order/line</c>).</summary>
/// <param name="name">One of <see cref="Expressions.IExpressionCompiler.Languages"/>.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LanguageAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>Rarely needed: shown after the common options.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AdvancedAttribute : Attribute;

/// <summary>The option is shown with this value where all options of a component are shown: one of several is needed, and this is the usual one.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ShownAttribute(string text) : Attribute
{
    public string Text { get; } = text;
}

/// <summary>The default as a user would write it, when it is not the initial value of the property.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DefaultTextAttribute(string text) : Attribute
{
    public string Text { get; } = text;
}

using System.Globalization;
using System.Text;

namespace IntegrationActors.Expressions.JsonPath;

/// <summary>One step from the root to a node, linked to the step before; only made when normalized paths are asked for.</summary>
internal sealed class PathStep
{
    public static readonly PathStep Root = new(null, null, 0);

    private readonly PathStep? _parent;
    private readonly string? _name;
    private readonly int _index;

    private PathStep(PathStep? parent, string? name, int index)
    {
        _parent = parent;
        _name = name;
        _index = index;
    }

    public PathStep Member(string name) => new(this, name, 0);

    public PathStep Item(int index) => new(this, null, index);

    /// <summary>The normalized path of RFC 9535 section 2.7.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("$");
        foreach (var step in FromRoot())
        {
            step.Print(text);
        }

        return text.ToString();
    }

    public IReadOnlyList<object> ToSteps() => [.. FromRoot().Select(step => (object?)step._name ?? step._index)];

    private Stack<PathStep> FromRoot()
    {
        var steps = new Stack<PathStep>();
        for (var step = this; step._parent is not null; step = step._parent)
        {
            steps.Push(step);
        }

        return steps;
    }

    private void Print(StringBuilder text)
    {
        text.Append('[');
        if (_name is null)
        {
            text.Append(CultureInfo.InvariantCulture, $"{_index}");
        }
        else
        {
            text.Append('\'');
            foreach (var character in _name)
            {
                PrintCharacter(text, character);
            }

            text.Append('\'');
        }

        text.Append(']');
    }

    private static void PrintCharacter(StringBuilder text, char character) => _ = character switch
    {
        '\b' => text.Append("\\b"),
        '\t' => text.Append("\\t"),
        '\n' => text.Append("\\n"),
        '\f' => text.Append("\\f"),
        '\r' => text.Append("\\r"),
        '\'' => text.Append("\\'"),
        '\\' => text.Append("\\\\"),
        < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
        _ => text.Append(character),
    };
}

using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Formats.Edi.Grammars;

/// <summary>Reads <c>structure</c>: a list of segments (<c>- DTM: C 35</c>) and groups (<c>- SG1: { use: C 10, structure: […] }</c>).</summary>
internal sealed class StructureReader(List<Diagnostic> findings)
{
    private const int MaxDepth = 32;

    private const string Structure = "structure";

    private int _depth;

    public IReadOnlyList<EdiStructureItem> Read(OptionNode node)
    {
        if (node is not OptionList { Items.Count: > 0 } list)
        {
            Add(node.Span, "'structure' is a list of segments (- DTM: C 35) and groups (- SG1: { use: C 10, structure: [...] })");
            return [];
        }

        if (_depth == MaxDepth)
        {
            Add(node.Span, $"groups are nested deeper than {MaxDepth} levels");
            return [];
        }

        _depth++;
        var items = list.Items.Select(Item).OfType<EdiStructureItem>().ToArray();
        _depth--;
        return items;
    }

    private EdiStructureItem? Item(OptionNode node)
    {
        if (node is OptionText alone)
        {
            return Segment(alone, new OptionText(alone.Span, "M 1"));
        }

        if (node is not OptionMap { Entries: [var (key, value)] })
        {
            Add(node.Span, "an item is a tag or a group with its use: - DTM: C 35");
            return null;
        }

        return value is OptionMap group ? Group(key, group) : Segment(key, value);
    }

    private EdiStructureItem? Segment(OptionText tag, OptionNode value)
    {
        if (tag.Text.Length is < 2 or > 3 || !tag.Text.All(char.IsAsciiLetterOrDigit))
        {
            Add(tag.Span, $"'{tag.Text}' is no tag of a segment");
            return null;
        }

        return new EdiStructureItem(tag.Text, Use(value), []);
    }

    private EdiStructureItem? Group(OptionText name, OptionMap group)
    {
        if (name.Text.Length is 0 or > 40 || !name.Text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
        {
            Add(name.Span, $"'{name.Text}' can't name a group: letters, digits, _ and - can");
        }

        foreach (var key in group.Entries.Select(entry => entry.Key).Where(key => key.Text is not ("use" or Structure)))
        {
            Add(key.Span, $"a group has 'use' and 'structure', no '{key.Text}'");
        }

        var use = group.Entries.FirstOrDefault(entry => entry.Key.Text == "use")?.Value;
        var items = group.Entries.FirstOrDefault(entry => entry.Key.Text == Structure)?.Value;
        if (items is null)
        {
            Add(name.Span, $"group '{name.Text}' has no 'structure'");
            return null;
        }

        var read = Read(items);
        if (read.Count > 0 && (read[0].IsGroup || read[0].Use.Min == 0))
        {
            Add(items.Span, $"group '{name.Text}' has to begin with a mandatory segment: by it one sees that the group begins");
        }

        return read.Count == 0 ? null : new EdiStructureItem(name.Text, use is null ? new EdiUse(1, 1) : Use(use), read);
    }

    private EdiUse Use(OptionNode node)
    {
        if (node is OptionText text && EdiUse.Parse(text.Text) is { } use)
        {
            return use;
        }

        Add(node.Span, $"this is not how often something may stand there; {EdiUse.Form}");
        return new EdiUse(0, 1);
    }

    private void Add(SourceSpan span, string message) => findings.Add(Diagnostic.Error(GrammarFile.Mistake, span, message));
}

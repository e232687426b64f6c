namespace IntegrationActors.Formats.Edi.Grammars;

/// <summary>
/// Finds the place of each segment of a message in its structure. A place is looked for from the last one on, first in the innermost group, then in those around it, where a group may begin again: (1) without passing by
/// anything mandatory that did not come; (2) passing it by; (3) more often than it may come, where one more of what begins a group is one more group. So a mistake is told, and what follows still finds its place.
/// </summary>
internal sealed class StructureWalk(EdiGrammar grammar, IStructureSink sink)
{
    private readonly List<Frame> _frames = [new Frame(grammar.Structure, 0, 0)];

    private enum Patience
    {
        None,
        PassMandatory,
        PassMaximum,
    }

    /// <summary>Goes to the place of a segment; false when it has none, and the walk stays where it is.</summary>
    public bool Move(string tag)
    {
        for (var patience = Patience.None; patience <= Patience.PassMaximum; patience++)
        {
            if (Find(tag, patience) is { } place)
            {
                Go(place.Depth, place.Index);
                return true;
            }
        }

        return false;
    }

    /// <summary>The message ends: groups that are open end too.</summary>
    public void Finish()
    {
        while (_frames.Count > 0)
        {
            LeaveInnermost();
        }
    }

    private (int Depth, int Index)? Find(string tag, Patience patience)
    {
        for (var depth = _frames.Count - 1; depth >= 0; depth--)
        {
            var frame = _frames[depth];
            for (var i = frame.Index; i < frame.Group.Items.Count; i++)
            {
                var item = frame.Group.Items[i];
                var count = i == frame.Index ? frame.Count : 0;
                if (item.Trigger == tag && (count < item.Use.Max || (patience == Patience.PassMaximum && !(i == 0 && depth > 0))))
                {
                    return (depth, i);
                }

                if (patience == Patience.None && count < item.Use.Min)
                {
                    return null;
                }
            }
        }

        return null;
    }

    private void Go(int depth, int index)
    {
        while (_frames.Count - 1 > depth)
        {
            LeaveInnermost();
        }

        var frame = _frames[depth];
        TellMissing(frame, index);
        var item = frame.Group.Items[index];
        var count = (index == frame.Index ? frame.Count : 0) + 1;
        _frames[depth] = frame with { Index = index, Count = count };
        if (count > item.Use.Max)
        {
            sink.TooMany(item);
        }

        if (item.IsGroup)
        {
            sink.Enter(item);
            _frames.Add(new Frame(item, 0, 1));
        }
    }

    private void LeaveInnermost()
    {
        var frame = _frames[^1];
        TellMissing(frame, frame.Group.Items.Count);
        _frames.RemoveAt(_frames.Count - 1);
        if (_frames.Count > 0)
        {
            sink.Leave(frame.Group);
        }
    }

    private void TellMissing(in Frame frame, int end)
    {
        for (var i = frame.Index; i < end; i++)
        {
            if ((i == frame.Index ? frame.Count : 0) < frame.Group.Items[i].Use.Min)
            {
                sink.Missing(frame.Group.Items[i]);
            }
        }
    }

    /// <summary>A group that is open.</summary>
    /// <param name="Group">The group.</param>
    /// <param name="Index">The item that came last.</param>
    /// <param name="Count">How often it came in a row.</param>
    private readonly record struct Frame(EdiStructureItem Group, int Index, int Count);
}

using System.Text;

namespace IntegrationActors.Expressions.JsonPath.IRegexps;

/// <summary>
/// Runs a program over a string, all threads side by side: time grows with length times program size, never worse. Each step is
/// charged to the evaluation, so that a long string under a big pattern ends with its error and not with a stuck thread.
/// </summary>
internal sealed class IRegexpRun(Instruction[] program, string text, IRegexpScope scope, Evaluation evaluation)
{
    private const int ThreadsPerCharge = 2;

    private readonly int[] _addedAt = CreateMarks(program.Length);
    private readonly Stack<int> _pending = new();
    private List<int> _threads = [];
    private List<int> _next = [];
    private bool _matched;

    public bool IsMatch()
    {
        var position = 0;
        Add(0, position);
        while (!_matched && position < text.Length && (_threads.Count > 0 || scope == IRegexpScope.Part))
        {
            evaluation.Charge(1 + (_threads.Count / ThreadsPerCharge));
            Rune.DecodeFromUtf16(text.AsSpan(position), out var rune, out var length);
            position += length;
            Step(rune.Value, position);
        }

        return _matched;
    }

    private void Step(int rune, int position)
    {
        (_threads, _next) = (_next, _threads);
        _threads.Clear();
        foreach (var index in _next)
        {
            if (program[index].Runes!.Contains(rune))
            {
                Add(index + 1, position);
            }
        }

        if (scope == IRegexpScope.Part)
        {
            Add(0, position);
        }
    }

    /// <summary>Follows an instruction to all that wait for a character; none is entered twice at one position.</summary>
    private void Add(int start, int position)
    {
        _pending.Push(start);
        while (_pending.TryPop(out var index))
        {
            if (_addedAt[index] != position)
            {
                _addedAt[index] = position;
                Follow(index, position);
            }
        }
    }

    private void Follow(int index, int position)
    {
        var instruction = program[index];
        switch (instruction.Operation)
        {
            case Operation.Rune:
                _threads.Add(index);
                break;
            case Operation.Split:
                _pending.Push(instruction.Target);
                _pending.Push(index + 1);
                break;
            case Operation.Jump:
                _pending.Push(instruction.Target);
                break;
            case Operation.Start when position == 0:
            case Operation.End when position == text.Length:
                _pending.Push(index + 1);
                break;
            case Operation.Match:
                _matched |= scope == IRegexpScope.Part || position == text.Length;
                break;
        }
    }

    private static int[] CreateMarks(int length)
    {
        var marks = new int[length];
        Array.Fill(marks, -1);
        return marks;
    }
}

using System.Globalization;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Formats.Archives;
using IntegrationActors.Steps.Forks;

namespace IntegrationActors.Steps.Gatherers;

/// <summary>Names of the files in an archive, each once.</summary>
internal sealed class FileNames(Expression? expression)
{
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    public async ValueTask<string> NextAsync(Exchange part, CancellationToken cancel)
    {
        var name = expression is null ? part.Headers[SplitProperties.FileName] : await expression.EvaluateTextAsync(part, cancel);
        if (string.IsNullOrEmpty(name))
        {
            name = string.Create(CultureInfo.InvariantCulture, $"part-{_taken.Count + 1}");
        }

        if (!EntryName.IsSafe(name))
        {
            throw new FaultException("IA3369", $"'{Fault.Cut(name)}' can't be the name of a file in an archive.", "It must not be absolute, lead out of its folder, or have control characters.");
        }

        return _taken.Add(name) ? name : Numbered(name);
    }

    private string Numbered(string name)
    {
        var dot = name.LastIndexOf('.') is var at && at > name.LastIndexOf('/') + 1 ? at : name.Length;
        for (var number = 2; ; number++)
        {
            var candidate = string.Create(CultureInfo.InvariantCulture, $"{name.AsSpan(0, dot)}-{number}{name.AsSpan(dot)}");
            if (_taken.Add(candidate))
            {
                return candidate;
            }
        }
    }
}

using System.Diagnostics.CodeAnalysis;

namespace IntegrationActors.Expressions.Mapping;

/// <summary>A value mapping, as the function <c>lookup</c> sees it.</summary>
public interface IMappingLookup
{
    /// <summary>From one column to another; names may be left out where there are two columns.</summary>
    /// <param name="from">Column that is searched.</param>
    /// <param name="to">Column whose value is taken.</param>
    /// <param name="find">The value for another one; null when it is not known.</param>
    bool TryDirection(string? from, string? to, [NotNullWhen(true)] out Func<string, string?>? find);

    /// <summary>Why there is no such direction.</summary>
    string Explain(string? from, string? to);
}

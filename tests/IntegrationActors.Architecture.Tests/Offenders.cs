using Xunit.Sdk;

namespace IntegrationActors.Architecture.Tests;

/// <summary>How a rule of the house fails: with the rule, and every place that breaks it.</summary>
internal static class Offenders
{
    public static void AreNone(string rule, IEnumerable<string> offenders)
    {
        var all = offenders.ToArray();
        if (all.Length > 0)
        {
            throw new XunitException($"{rule}\n{all.Length} broken:\n  {string.Join("\n  ", all)}\n");
        }
    }
}

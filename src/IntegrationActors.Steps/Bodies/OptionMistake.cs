using System.ComponentModel.DataAnnotations;

namespace IntegrationActors.Steps.Bodies;

/// <summary>What a converter says about its options, as a finding of the option.</summary>
internal static class OptionMistake
{
    /// <summary>No result when <paramref name="create"/> succeeds.</summary>
    public static IEnumerable<ValidationResult> Of(Action create)
    {
        try
        {
            create();
            return [];
        }
        catch (ArgumentException e)
        {
            return [new ValidationResult(e.Message.Split(" (Parameter")[0], [e.ParamName ?? ""])];
        }
    }
}

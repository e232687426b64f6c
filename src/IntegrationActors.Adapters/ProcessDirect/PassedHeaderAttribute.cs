using System.ComponentModel.DataAnnotations;

namespace IntegrationActors.Adapters.ProcessDirect;

/// <summary>Checks the entries of a list of headers that pass between flows.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PassedHeaderAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is string entry && PassedHeaders.ProblemOf(entry) is { } problem ? new ValidationResult(problem) : ValidationResult.Success;
}

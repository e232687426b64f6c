using System.ComponentModel.DataAnnotations;

namespace IntegrationActors.Adapters.Headers;

/// <summary>Checks the entries of a list of headers that may come in (<see cref="InboundHeaders"/>).</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InboundHeaderAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is string entry && InboundHeaders.Check(entry) is { } problem ? new ValidationResult(problem) : ValidationResult.Success;
}

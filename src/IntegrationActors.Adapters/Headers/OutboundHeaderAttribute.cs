using System.ComponentModel.DataAnnotations;

namespace IntegrationActors.Adapters.Headers;

/// <summary>Checks the entries of a list of headers that go out (<see cref="OutboundHeaders"/>).</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OutboundHeaderAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is string entry && OutboundHeaders.Check(entry) is { } problem ? new ValidationResult(problem) : ValidationResult.Success;
}

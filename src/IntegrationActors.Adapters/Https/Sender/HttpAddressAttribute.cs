using System.ComponentModel.DataAnnotations;

namespace IntegrationActors.Adapters.Https.Sender;

/// <summary>Checks an option against the rules of <see cref="HttpAddress"/>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class HttpAddressAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is string text && HttpAddress.Check(text) is { } problem ? new ValidationResult(problem) : ValidationResult.Success;
}

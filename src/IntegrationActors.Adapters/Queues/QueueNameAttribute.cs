using System.ComponentModel.DataAnnotations;

namespace IntegrationActors.Adapters.Queues;

/// <summary>Checks an option against the rules of <see cref="QueueNames"/>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class QueueNameAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is string name && !QueueNames.IsValid(name) ? new ValidationResult(QueueNames.Rule) : ValidationResult.Success;
}

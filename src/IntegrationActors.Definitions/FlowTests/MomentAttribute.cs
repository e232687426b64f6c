using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace IntegrationActors.Definitions.FlowTests;

/// <summary>A moment in RFC 3339.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class MomentAttribute : ValidationAttribute
{
    public MomentAttribute()
        : base("must be a moment such as 2026-01-31T12:00:00Z")
    {
    }

    public override bool IsValid(object? value) =>
        value is null || (value is string text && text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _));
}

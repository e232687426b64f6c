using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Core.Options;

/// <summary>A value from the stores of the tenant: a variable, or the next number of a number range.</summary>
public sealed record StoredSource : IValidatableObject
{
    /// <summary>Name of a variable that <c>variableWrite</c> has set. One that was never set, or not for 400 days, fails with IA3529 unless there is a <c>default</c>.</summary>
    [StringLength(Stores.Variables.Variable.LongestName, MinimumLength = 1)]
    public string? Variable { get; init; }

    /// <summary>Value when there is no such variable. Default: the step fails.</summary>
    public Expression? Default { get; init; }

    /// <summary>Whose variable it is.</summary>
    public StoreVisibility Visibility { get; init; }

    /// <summary>Name of a number range of the tenant, whose next number is taken, with its leading zeros. An unknown one fails with IA3513, one that is used up with IA3514.</summary>
    [StringLength(Stores.NumberRanges.NumberRange.LongestName, MinimumLength = 1)]
    public string? NumberRange { get; init; }

    /// <summary>A value comes from one place.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Variable is null == NumberRange is null)
        {
            yield return new ValidationResult("a stored value comes from one place: write { variable: name } or { numberRange: name }", [nameof(Variable), nameof(NumberRange)]);
        }

        if (NumberRange is not null && (Default is not null || Visibility != StoreVisibility.Flow))
        {
            yield return new ValidationResult("a number range has neither 'default' nor 'visibility': each number is given out once, to all flows of the tenant", [nameof(Default), nameof(Visibility)]);
        }
    }
}

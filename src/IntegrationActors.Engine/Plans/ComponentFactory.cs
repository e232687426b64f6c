using System.Reflection;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Engine.Plans;

/// <summary>Creates the implementation that an options record names in its attribute.</summary>
internal static class ComponentFactory
{
    public static T Create<T, TAttribute>(object options, IFlowContext context)
        where T : class
        where TAttribute : ComponentAttribute
    {
        var type = options.GetType().GetCustomAttribute<TAttribute>()?.Implementation
            ?? throw new InvalidOperationException($"{options.GetType()} has no {typeof(TAttribute).Name}.");
        var constructor = type.GetConstructors().Single();
        object[] arguments = constructor.GetParameters().Length switch
        {
            0 => [],
            1 => [options],
            _ => [options, context],
        };
        return (T)constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }
}

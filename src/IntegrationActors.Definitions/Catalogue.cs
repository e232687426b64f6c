using System.Collections.Frozen;
using System.Reflection;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Definitions;

/// <summary>All steps and channels that flows can use: found by the attributes of their options records in the assemblies that the host names.</summary>
public sealed class Catalogue
{
    private readonly FrozenDictionary<string, Component> _steps;
    private readonly FrozenDictionary<string, Component> _senders;
    private readonly FrozenDictionary<string, Component> _receivers;

    private Catalogue(IReadOnlyCollection<Component> components)
    {
        _steps = ByName(components, ComponentKind.Step);
        _senders = ByName(components, ComponentKind.Sender);
        _receivers = ByName(components, ComponentKind.Receiver);
        Steps = InOrder(_steps);
        Senders = InOrder(_senders);
        Receivers = InOrder(_receivers);
    }

    /// <summary>Steps by name, in alphabetical order; so are channels.</summary>
    public IReadOnlyList<Component> Steps { get; }

    public IReadOnlyList<Component> Senders { get; }

    public IReadOnlyList<Component> Receivers { get; }

    /// <summary>What these assemblies bring.</summary>
    /// <exception cref="InvalidOperationException">Two components of a kind have the same name.</exception>
    /// <exception cref="NotSupportedException">An options record has a property that the flow language can't express.</exception>
    public static Catalogue Of(params Assembly[] assemblies) => OfTypes([.. assemblies.Distinct().SelectMany(a => a.GetTypes())]);

    /// <summary>Only these options records.</summary>
    public static Catalogue OfTypes(params Type[] optionsTypes) =>
        new([.. optionsTypes.SelectMany(type => type.GetCustomAttributes<ComponentAttribute>(inherit: false).Select(a => new Component(KindOf(a), a, type)))]);

    public Component? FindStep(string name) => _steps.GetValueOrDefault(name);

    public Component? FindSender(string name) => _senders.GetValueOrDefault(name);

    public Component? FindReceiver(string name) => _receivers.GetValueOrDefault(name);

    /// <summary>The step that another platform knows by this name.</summary>
    internal Component? FindForeignStep(string name) => Steps.FirstOrDefault(s => s.IsKnownElsewhereAs(name));

    private static ComponentKind KindOf(ComponentAttribute attribute) => attribute switch
    {
        StepAttribute => ComponentKind.Step,
        SenderChannelAttribute => ComponentKind.Sender,
        ReceiverChannelAttribute => ComponentKind.Receiver,
        _ => throw new NotSupportedException($"{attribute.GetType()} marks neither a step nor a channel."),
    };

    private static FrozenDictionary<string, Component> ByName(IEnumerable<Component> components, ComponentKind kind)
    {
        var byName = new Dictionary<string, Component>(StringComparer.Ordinal);
        foreach (var component in components.Where(c => c.Kind == kind))
        {
            if (!byName.TryAdd(component.Name, component))
            {
                throw new InvalidOperationException($"{component.OptionsType} and {byName[component.Name].OptionsType} both have the name '{component.Name}'.");
            }
        }

        return byName.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static IReadOnlyList<Component> InOrder(FrozenDictionary<string, Component> components) =>
        [.. components.Values.OrderBy(c => c.Name, StringComparer.Ordinal)];
}

using System.Collections.Concurrent;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Definitions.Shapes;

/// <summary>Finds the shape of a C# type. Reflection runs once per type.</summary>
internal static class ShapeFactory
{
    private static readonly ConcurrentDictionary<Type, RecordShape> Records = new();

    private static readonly Dictionary<Type, ValueShape> Special = new()
    {
        [typeof(Expression)] = CompiledShape.Expression,
        [typeof(Condition)] = CompiledShape.Condition,
        [typeof(StepSequence)] = new StepSequenceShape(),
        [typeof(ReceiverChannel)] = new ReceiverChannelShape(),
        [typeof(IReadOnlyList<SenderChannel>)] = new SenderChannelsShape(),
        [typeof(IReadOnlyList<NamedExpression>)] = new NamedExpressionsShape(),
        [typeof(OptionText)] = new OptionTextShape(),
        [typeof(OptionTree)] = new OptionTreeShape(),
    };

    /// <summary>The shape of an options record.</summary>
    public static RecordShape Record(Type type) => Records.GetOrAdd(type, static t => new RecordShape(t));

    /// <summary>The shape of any value.</summary>
    /// <exception cref="NotSupportedException">An options record has a property of a type that the flow language can't express.</exception>
    public static ValueShape Of(Type declared)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (Special.TryGetValue(type, out var special))
        {
            return special;
        }

        if (type == typeof(IReadOnlyList<NamedSource>))
        {
            return new NamedSourcesShape();
        }

        if (ScalarType.Of(type) is { } scalar)
        {
            return new ScalarShape(scalar);
        }

        if (ReferenceShape.Of(type) is { } reference)
        {
            return reference;
        }

        return type switch
        {
            { IsEnum: true } => new EnumShape(type),
            _ when ItemOf(type, typeof(IReadOnlyList<>)) is { } item => new ListShape(item, Of(item)),
            _ when ValueOf(type) is { } value => new MapShape(value, Of(value)),
            { IsClass: true, IsAbstract: false } when type.GetConstructor(Type.EmptyTypes) is not null => Record(type),
            _ => throw new NotSupportedException($"Options can't have the type {type}: give it a shape in {nameof(ShapeFactory)}, or use another type."),
        };
    }

    private static Type? ItemOf(Type type, Type generic) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == generic ? type.GetGenericArguments()[0] : null;

    private static Type? ValueOf(Type type) =>
        ItemOf(type, typeof(IReadOnlyDictionary<,>)) == typeof(string) ? type.GetGenericArguments()[1] : null;
}

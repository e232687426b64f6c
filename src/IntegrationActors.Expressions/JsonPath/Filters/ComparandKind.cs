namespace IntegrationActors.Expressions.JsonPath.Filters;

internal enum ComparandKind
{
    Nothing,
    Null,
    False,
    True,
    Integer,
    Number,
    String,
    Structure,
}

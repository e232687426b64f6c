namespace IntegrationActors.Core.Adapters;

/// <summary>Gives places out and takes them back.</summary>
public interface IAdmissionOwner
{
    void Exit();
}

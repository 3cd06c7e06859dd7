"""What happens, a file a stage: occasion, decision, observation, judgement, redress, treatment."""

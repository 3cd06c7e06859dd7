"""What happens: occasion, decision, observation, judgement, treatment, day by day."""

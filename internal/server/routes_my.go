package server

import (
	"plass/internal/route"
)

// candidateSite has the pages of a candidate, and of a participant.
func (s *Server) candidateSite(g *group) {
	// Plan and meetings
	g.get(route.MyPlan, may("plan", read), s.showMyPlan)
	g.get(route.MyPlan+"/print", may("plan", read), s.printMyPlan)
	g.get(route.MyMeetings, may("meeting", list), s.listMyMeetings)
	g.get("/my/meetings/{meeting}", may("meeting", read), s.showMeeting)
	g.post("/my/meetings/{meeting}/answer", may("meeting", update), s.answerMeeting)
	g.post("/my/todos/{todo}/completion", may("minutes_shared", update), s.finishMyTodo)

	// Promises
	g.get(route.MyPromises, may("promise", list), s.myPromises)
	g.post("/my/placements/{placement}/understanding", may("promise", update), s.understand)
	g.post("/my/placements/{placement}/offers/{offer}/answer", may("job_offer", update), s.answerMyOffer)
	g.get("/my/promises/{promise}", may("promise", read), s.showPromise)
	g.post("/my/promises/{promise}/answer", may("promise", update), s.settlePromise)

	// Questions, and what the person says of themselves
	g.get("/my/questions", may("consent", list), s.myQuestions)
	g.get("/my/questions/{nomination}", may("consent", read), s.showMyQuestion)
	g.post("/my/questions/{nomination}/answer", may("consent", create), s.answerMyQuestion)
	g.post("/my/questions/{nomination}/withdrawal", may("consent", update), s.withdrawMyYes)
	g.get("/my/profile", may("strengths_profile", read), s.myProfile)
	g.post("/my/profile", may("strengths_profile", update), s.changeMyProfile)

	// Learning
	g.get("/my/learning", may("learning", list), s.myLearning)
	g.get("/my/placements/{placement}/learning", may("learning", read), s.myLearningAt)
	g.post("/my/placements/{placement}/learning", may("learning", create), s.writeLearning)

	// Papers
	g.get("/my/papers", may("certificate", list), s.myPapers)
	g.get("/my/papers/{placement}/learning-record", may("learning", read), s.learningRecord)
	g.get("/my/attests/{attest}", may("certificate", read), s.myAttest)
	g.post("/my/placements/{placement}/checklist/{item}", may("placement", update), s.finishStep)

	// Who has looked
	g.get("/my/who-has-looked", may("audit_log", list), s.whoLooked)
}
